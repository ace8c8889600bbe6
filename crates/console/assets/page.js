// Spares a few movements: files are dropped or pasted anywhere, and the button says that it is at work. The page does
// the same without.
const form = document.getElementById("check");

for (const each of document.forms) {
  each.addEventListener("submit", () => {
    const button = each.querySelector("button[type=submit]");
    if (!button || !each.dataset.checking) return;
    button.dataset.words = button.textContent;
    button.textContent = each.dataset.checking;
    button.setAttribute("aria-busy", "true");
  });
}

// Whoever comes back finds the form ready again.
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[aria-busy]")) {
    button.textContent = button.dataset.words;
    button.removeAttribute("aria-busy");
  }
});

if (form) {
  const file = form.elements.file;
  const text = form.elements.text;
  const chosen = form.querySelector(".chosen");
  for (const it of form.querySelectorAll(".only-script")) it.hidden = false;

  const show = () => {
    const name = file.files[0]?.name;
    chosen.textContent = name ? form.dataset.chosen.replace("%s", () => name) : "";
  };
  const take = (files) => {
    if (!files.length) return false;
    const one = new DataTransfer();
    one.items.add(files[0]);
    file.files = one.files;
    show();
    form.requestSubmit();
    return true;
  };

  file.addEventListener("change", show);
  show();

  let depth = 0;
  const mark = (by) => {
    depth = Math.max(0, depth + by);
    document.body.classList.toggle("dropping", depth > 0);
  };
  addEventListener("dragenter", (event) => { event.preventDefault(); mark(1); });
  addEventListener("dragleave", () => mark(-1));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    mark(0);
    if (take(event.dataTransfer.files)) return;
    const dropped = event.dataTransfer.getData("text/plain");
    if (dropped) { text.value = dropped; text.focus(); }
  });
  addEventListener("paste", (event) => {
    if (take(event.clipboardData.files)) { event.preventDefault(); return; }
    if (event.target.closest?.("input, textarea")) return;
    const pasted = event.clipboardData.getData("text/plain");
    if (pasted) { text.value = pasted; text.focus(); event.preventDefault(); }
  });
}
