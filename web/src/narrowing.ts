// The claim ledger is narrowed down in place: htmx fetches the page that a link leads to and puts in its results.
import htmx from "htmx.org";

htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0;

function wire(root: ParentNode): void {
  const results = document.getElementById("results");
  if (!results) return;
  root.querySelectorAll<HTMLAnchorElement>('#results a[href^="/claims?"], a.chip[href^="/claims?"]').forEach((link) => {
    link.setAttribute("hx-get", link.getAttribute("href") ?? "");
    link.setAttribute("hx-target", "#results");
    link.setAttribute("hx-select", "#results");
    link.setAttribute("hx-swap", "outerHTML");
    link.setAttribute("hx-push-url", "true");
    htmx.process(link);
  });
}

document.addEventListener("DOMContentLoaded", () => wire(document));
document.addEventListener("htmx:afterSettle", () => wire(document));
