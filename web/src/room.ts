// What scripts add to pages that are of use without them.
import "./narrowing";
import { reader } from "./reader";
import { judge } from "./judge";

function ready(): void {
  document.querySelectorAll<HTMLElement>("[data-reader]").forEach(reader);
  document.querySelectorAll<HTMLFormElement>("form[data-judge]").forEach(judge);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
else ready();
