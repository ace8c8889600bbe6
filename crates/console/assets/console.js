// Keeps an open page of the console up to date. The page does the same without, by being loaded again.
const place = document.querySelector("[data-live]");
const MOST = 200;

if (place && "EventSource" in window) {
  const loaded = document.querySelector("main [data-rows], main tbody");
  let address = place.dataset.live;
  let source = null;
  let count = 0;
  let last = "";
  let timer = 0;

  // What is said is said once for all that came together.
  const say = (text, offer) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      place.textContent = text;
      if (!offer) return;
      const link = document.createElement("a");
      link.href = location.href;
      link.textContent = place.dataset.reload;
      place.append(" ", link);
    }, 700);
  };
  const stop = (text) => {
    source?.close();
    source = null;
    address = "";
    say(text, true);
  };
  const rowOf = (html) => {
    const table = document.createElement("template");
    table.innerHTML = html;
    return table.content.querySelector("tr, li");
  };

  const verdict = (event) => {
    last = event.lastEventId;
    const row = rowOf(event.data);
    if (!row || document.querySelector(`[data-verdict="${CSS.escape(last)}"]`)) return;
    count += 1;
    say(count === 1 ? place.dataset.one : place.dataset.many.replace("%s", () => count), !loaded);
    if (!loaded) return;
    row.classList.add("new");
    loaded.prepend(row);
    while (loaded.children.length > MOST) loaded.lastElementChild.remove();
  };

  // A job's row: while its state is the same only the progress changes, so that who is about to press a button keeps it.
  const job = (event) => {
    const row = rowOf(event.data);
    if (!row) return;
    const old = document.getElementById(row.id);
    const only = place.dataset.only;
    if (only && row.id !== `job-${only}`) return;
    // What came of it is on the page once that is loaded again.
    if (only && row.dataset.said) { location.reload(); return; }
    if (!old) {
      loaded?.prepend(row);
    } else if (old.dataset.state === row.dataset.state) {
      const [from, to] = [row.querySelector(".progress"), old.querySelector(".progress")];
      if (from && to) to.replaceWith(from);
    } else {
      old.replaceWith(row);
      if (row.dataset.said) say(row.dataset.said);
    }
  };

  const listen = () => {
    if (source || !address) return;
    source = new EventSource(address);
    source.addEventListener("verdict", verdict);
    source.addEventListener("job", job);
    source.addEventListener("behind", () => stop(place.dataset.behind));
    source.addEventListener("end", () => stop(place.dataset.ended));
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) stop(place.dataset.ended);
    });
  };
  // A page that nobody looks at holds no connection.
  const look = () => {
    if (document.visibilityState === "visible") {
      if (last) {
        const url = new URL(address || "/", location.href);
        url.searchParams.set("top", last);
        if (address) address = url.pathname + url.search;
      }
      listen();
    } else {
      source?.close();
      source = null;
    }
  };
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", () => { source?.close(); source = null; });
  addEventListener("pageshow", look);
  look();
}
