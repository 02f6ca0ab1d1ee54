// Spans are set by marking words: with the pointer, or with a caret that the arrow keys move through the text.
export function judge(form: HTMLFormElement): void {
  const context = document.getElementById("context");
  if (!context) return;
  const begin = Number(context.dataset.begin ?? "0");

  // Offsets are code points, as everywhere in a ledger; the browser's are UTF-16 units.
  const pointsBefore = (node: Node, offset: number): number => {
    const range = document.createRange();
    range.selectNodeContents(context);
    range.setEnd(node, offset);
    return [...range.toString()].length;
  };
  // Moving the focus to a button drops what is marked, so the last that was marked in the text is kept.
  let last: Range | null = null;
  const keep = (): void => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (context.contains(range.startContainer) && context.contains(range.endContainer)) last = range.cloneRange();
  };
  document.addEventListener("selectionchange", keep);
  const marked = (): [number, number] | null => {
    if (!last) return null;
    const start = begin + pointsBefore(last.startContainer, last.startOffset);
    const end = begin + pointsBefore(last.endContainer, last.endOffset);
    const words = last.toString();
    const front = [...words].length - [...words.trimStart()].length;
    const back = [...words].length - [...words.trimEnd()].length;
    return start + front < end - back ? [start + front, end - back] : null;
  };
  const wordsOf = (spans: string): string => {
    const points = [...(context.textContent ?? "")];
    const parts = spans.split(",").map((part) => part.split("-").map((one) => Number(one) - begin));
    return parts.map(([start, end]) => points.slice(start, end).join("")).join(" … ");
  };
  const show = (role: string, spans: string): void => {
    const field = form.elements.namedItem(role);
    const words = form.querySelector(`[data-words="${role}"]`);
    if (field instanceof HTMLInputElement) field.value = spans;
    if (words) words.textContent = spans ? wordsOf(spans) : "";
  };

  form.querySelectorAll<HTMLButtonElement>("[data-take], [data-clear]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("mousedown", (event) => event.preventDefault()); // so that what is marked stays marked
    button.addEventListener("click", (event) => {
      const role = button.dataset.take ?? button.dataset.clear ?? "";
      const span = button.dataset.take ? marked() : null;
      if (button.dataset.clear) show(role, "");
      else if (span) {
        const field = form.elements.namedItem(role);
        const before = field instanceof HTMLInputElement && event.shiftKey ? field.value.trim() : "";
        show(role, before ? `${before}, ${span[0]}-${span[1]}` : `${span[0]}-${span[1]}`);
      }
    });
  });

  // Without a pointer: the text takes focus, arrows move a caret by words, Shift marks.
  context.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const selection = document.getSelection();
    if (!selection) return;
    if (!selection.rangeCount || !context.contains(selection.anchorNode)) {
      const first = context.querySelector("span")?.firstChild;
      if (first) selection.collapse(first, 0);
    }
    const how = event.shiftKey ? "extend" : "move";
    selection.modify(how, event.key === "ArrowRight" ? "forward" : "backward", event.ctrlKey ? "character" : "word");
    keep(); // the event for it may come when the focus has moved on
    event.preventDefault();
  });
}
