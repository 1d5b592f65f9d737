// Links of our own tables open without a new start of the page, and move sight and
// focus to what they opened. Without this script they are ordinary links. The menu says
// which page is open.
(() => {
  document.documentElement.classList.add("pd-scripted");
  const main = () => document.querySelector("[data-testid=stMain]");
  let awaited = false;
  let hasRun = false;
  const arrive = () => {
    if (!awaited) return;
    const app = document.querySelector("[data-testid=stApp]");
    const isRunning = app?.dataset.testScriptState !== "notRunning";
    hasRun = hasRun || isRunning;
    const head = main()?.querySelector(".pd-arrive") || main()?.querySelector("h1");
    if (isRunning || !hasRun || !head) return;
    awaited = false;
    main().scrollTop = 0;
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
  };
  const act = {
    copy: (button) =>
      navigator.clipboard?.writeText(location.href).then(() => {
        button.textContent = button.dataset.done;
      }),
    print: () => window.print(),
    // A long table shows its first cards on a narrow screen, and the rest by this.
    more: (button) => {
      const line = button.closest(".pd-more");
      const rows = line.previousElementSibling.querySelectorAll("tbody > tr");
      const next = [...rows].find((row) => !row.offsetHeight);
      line.remove();
      if (!next) return;
      next.tabIndex = -1;
      next.focus({ preventScroll: true });
    },
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-act]");
    if (button) return act[button.dataset.act]?.(button);
    const link = event.target.closest?.("a.pd-go");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    const to = new URL(link.href, location.href);
    if (to.origin !== location.origin) return;
    event.preventDefault();
    hasRun = false;
    awaited = !link.classList.contains("pd-stay");
    history.pushState({}, "", to);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  });
  // Streamlit shows which page is open by its colour alone.
  const mark = () => {
    for (const link of document.querySelectorAll(".st-key-menu a")) {
      if (new URL(link.href).pathname !== location.pathname)
        link.removeAttribute("aria-current");
      else if (!link.hasAttribute("aria-current"))
        link.setAttribute("aria-current", "page");
    }
  };
  new MutationObserver(() => {
    arrive();
    mark();
  }).observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ["data-test-script-state"],
  });
})();
