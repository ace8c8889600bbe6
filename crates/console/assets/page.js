// Spares a few movements: files are dropped or pasted anywhere, the button says that it is at work, and the answer takes
// the place of the question without the whole page being loaded anew. The page does the same without.
const work = (form) => {
  const button = form.querySelector("button[type=submit]");
  if (!button || !form.dataset.checking) return;
  button.dataset.words = button.textContent;
  button.textContent = form.dataset.checking;
  button.setAttribute("aria-busy", "true");
};

// Whoever comes back finds the form ready again.
const rest = () => {
  for (const button of document.querySelectorAll("button[aria-busy]")) {
    button.textContent = button.dataset.words;
    button.removeAttribute("aria-busy");
  }
};

// What is shown: the address without the place on the page, and how many answers there were.
const address = () => location.pathname + location.search;
let at = address();
let answers = 0;

// The answer in place of the page, as if it had been gone to. What does not arrive is asked for in the ordinary way, so that the browser
// says what is the matter.
const ask = async (form) => {
  let answer;
  try {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form) });
    answer = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!answer.querySelector("main")) throw new TypeError("no page");
  } catch {
    form.submit();
    return;
  }
  rest();
  answers += 1;
  history.pushState({ answers }, "", form.action);
  at = address();
  document.title = answer.title;
  document.body.replaceChildren(...answer.body.childNodes);
  ready();
  scrollTo(0, 0);
  document.getElementById("content").focus({ preventScroll: true });
};

addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.checking) return;
  event.preventDefault();
  if (form.querySelector("button[aria-busy]")) return;
  work(form);
  ask(form);
});
addEventListener("pageshow", rest);
// An answer is kept nowhere: back from it the question is loaded, and forth to it leads to the question as well. Going to a place of the
// page that is shown changes nothing.
addEventListener("popstate", (event) => {
  const shown = event.state?.answers ?? answers;
  if (address() !== at || shown !== answers) location.reload();
});

let form, show;

// What the page has is made ready, after each answer again.
const ready = () => {
  form = document.getElementById("check");
  if (!form) return;
  const chosen = form.querySelector(".chosen");
  for (const it of form.querySelectorAll(".only-script")) it.hidden = false;
  show = () => {
    const name = form.elements.file.files[0]?.name;
    chosen.textContent = name ? form.dataset.chosen.replace("%s", () => name) : "";
  };
  form.elements.file.addEventListener("change", show);
  show();
};

const take = (files) => {
  if (!files.length) return false;
  const one = new DataTransfer();
  one.items.add(files[0]);
  form.elements.file.files = one.files;
  show();
  form.requestSubmit();
  return true;
};
const write = (words) => {
  if (!words) return false;
  form.elements.text.value = words;
  form.elements.text.focus();
  return true;
};

let depth = 0;
const mark = (by) => {
  depth = Math.max(0, depth + by);
  document.body.classList.toggle("dropping", depth > 0);
};
addEventListener("dragenter", (event) => {
  if (!form) return;
  event.preventDefault();
  mark(1);
});
addEventListener("dragleave", () => mark(-1));
addEventListener("dragover", (event) => {
  if (form) event.preventDefault();
});
addEventListener("drop", (event) => {
  if (!form) return;
  event.preventDefault();
  depth = 0;
  mark(0);
  if (!take(event.dataTransfer.files)) write(event.dataTransfer.getData("text/plain"));
});
addEventListener("paste", (event) => {
  if (!form) return;
  if (take(event.clipboardData.files)) {
    event.preventDefault();
    return;
  }
  if (event.target.closest?.("input, textarea")) return;
  if (write(event.clipboardData.getData("text/plain"))) event.preventDefault();
});

ready();
