// The reader: a claim and its words light each other up, by pointer and by keyboard; j and k walk through the claims.
export function reader(root: HTMLElement): void {
  const cards = [...root.querySelectorAll<HTMLElement>(".card[data-mark]")];
  const byMark = new Map(cards.map((card) => [card.dataset.mark ?? "", card]));
  let current = -1;

  const light = (mark: string, on: boolean): void => {
    root.querySelectorAll(`.${CSS.escape(mark)}`).forEach((word) => word.classList.toggle("lit", on));
    byMark.get(mark)?.classList.toggle("lit", on);
  };
  const marksOf = (target: EventTarget | null): string[] => {
    if (!(target instanceof Element)) return [];
    const card = target.closest<HTMLElement>(".card[data-mark]");
    if (card) return [card.dataset.mark ?? ""];
    const word = target.closest("mark");
    const found = word ? [...word.classList].filter((name) => byMark.has(name)) : [];
    return found.slice(-1); // the innermost claim is named last
  };
  for (const [kind, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]] as const) {
    root.addEventListener(kind, (event) => marksOf(event.target).forEach((mark) => light(mark, on)));
  }

  const go = (step: number): void => {
    if (!cards.length) return;
    cards[current]?.classList.remove("current");
    current = Math.min(cards.length - 1, Math.max(0, current + step));
    const card = cards[current];
    if (!card) return;
    card.classList.add("current");
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "center" });
  };
  document.addEventListener("keydown", (event) => {
    const where = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (where instanceof HTMLElement && where.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "j" || event.key === "n") go(1);
    else if (event.key === "k" || event.key === "p") go(-1);
    else return;
    event.preventDefault();
  });
}
