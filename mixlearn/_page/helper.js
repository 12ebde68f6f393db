// What the page of a lab or a question lacks, in JupyterLab, Notebook 7 and Voilà:
//
// - names, for what ipywidgets leaves nameless: slider handles, read-outs, groups of choices;
// - keys: what is typed on a control stays with it ("d d" on a button would delete its cell), and
//   what is meant for the front end (Ctrl+S, Ctrl+Enter, Shift+Enter, Tab, Esc) still gets there;
// - a voice: one live region that says the sentence once the hand rests;
// - the view: Shift+Enter moves on to the next cell and scrolls what was run out of sight. It is
//   brought back, at most once, and never against the reader's own hand.

const MARK = "data-lm-suppress-shortcuts"; // by which Lumino leaves a focused element alone
const REST = 400; // ms after the last change until it is said
const SETTLED = 250; // ms until a picture has its size
const ABOVE = 70; // px of the cell left in sight above what is brought back

// When the reader last did something; for all helpers of a page together.
const hand = (window.mixlearnHand ??= listen());

function listen() {
  const hand = { moved: 0 };
  const note = () => (hand.moved = performance.now());
  for (const kind of ["wheel", "keydown", "touchstart", "pointerdown"]) {
    window.addEventListener(kind, note, { capture: true, passive: true });
  }
  return hand;
}

function render({ model, el }) {
  const born = performance.now();
  const voice = document.createElement("div");
  voice.setAttribute("role", "status");
  voice.setAttribute("aria-live", "polite");
  voice.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
  el.append(voice);

  const stop = new AbortController();
  const undo = [() => stop.abort(), speak(model, voice)];
  let waiting = requestAnimationFrame(function start() {
    // ipywidgets makes a view before it stands on the page.
    const root = el.isConnected && el.closest(".mixlearn");
    if (!root) return void (waiting = requestAnimationFrame(start));
    undo.push(keepNames(root, model), bringBack(root, model, born));
    keepKeys(root, stop.signal);
  });
  undo.push(() => cancelAnimationFrame(waiting));
  return () => undo.forEach((one) => one());
}

function speak(model, voice) {
  let timer;
  const say = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (voice.textContent = model.get("said")), REST);
  };
  model.on("change:said", say);
  return () => {
    clearTimeout(timer);
    model.off("change:said", say);
  };
}

function keepNames(root, model) {
  const set = (element, name, value) => {
    if (element && value && element.getAttribute(name) !== value) element.setAttribute(name, value);
  };
  const name = () => {
    for (const slider of root.querySelectorAll(".widget-slider")) {
      const label = slider.querySelector(".widget-label")?.textContent;
      const readout = slider.querySelector(".widget-readout");
      set(slider.querySelector("[role=slider]"), "aria-label", label);
      set(slider.querySelector("[role=slider]"), "aria-valuetext", readout?.textContent);
      set(readout, "role", "textbox");
      set(readout, "aria-label", label && `${label}, value`);
    }
    for (const choices of root.querySelectorAll(".widget-radio-box")) {
      set(choices, "role", "radiogroup");
      set(choices, "aria-label", model.get("question"));
    }
  };
  name();
  const watcher = new MutationObserver(name);
  watcher.observe(root, { childList: true, subtree: true, characterData: true });
  return () => watcher.disconnect();
}

function keepKeys(root, signal) {
  const editing = new Set("acvxyz");
  const toFrontEnd = (event) => {
    if (["Tab", "Escape"].includes(event.key) || /^F\d/.test(event.key)) return true;
    if (event.shiftKey && event.key === "Enter") return true;
    if (!event.ctrlKey && !event.metaKey && !event.altKey) return false;
    // Within a text these cut, copy and paste.
    return !(event.target.isContentEditable || event.target.matches?.("input, textarea"))
      || !editing.has(event.key.toLowerCase());
  };
  // On the window and before all others: Notebook 7 asks for the mark while the key comes down.
  const keep = (event) => {
    const target = event.target;
    if (target instanceof Element && root.contains(target)) {
      toFrontEnd(event) ? target.removeAttribute(MARK) : target.setAttribute(MARK, "true");
    }
  };
  window.addEventListener("keydown", keep, { capture: true, signal });
}

function bringBack(root, model, born) {
  if (!model.get("fresh")) return () => {};
  model.set("fresh", false);
  model.save_changes();
  const cell = root.closest(".jp-Cell");
  const view = cell?.closest(".jp-WindowedPanel-outer");
  if (!view || !movedOn(cell)) return () => {};
  const timer = setTimeout(() => {
    const [lab, seen] = [root.getBoundingClientRect(), view.getBoundingClientRect()];
    const hidden = lab.top < seen.top || lab.bottom > seen.bottom;
    if (hidden && hand.moved < born) view.scrollBy({ top: lab.top - seen.top - ABOVE });
  }, SETTLED);
  return () => clearTimeout(timer);
}

// Shift+Enter on a cell makes the next one active, which has not been run then. Ctrl+Enter stays,
// and Run All ends at the last cell, with the others running or waiting.
function movedOn(cell) {
  const next = cell.nextElementSibling;
  const busy = [...cell.parentElement.querySelectorAll(".jp-InputPrompt")].filter(
    (prompt) => prompt.textContent.includes("[*]") && !cell.contains(prompt),
  );
  return Boolean(next?.classList.contains("jp-mod-active")) && busy.length === 0;
}

export default { render };
