// Streamlit's own words in the reader's language: it has only English ones.
(() => {
  const words = WORDS;
  const said = ["aria-label", "title", "placeholder", "alt"];
  const english = {};
  for (const known of Object.values(words))
    for (const [word, own] of Object.entries(known)) english[own] = word;
  const language = () =>
    new URLSearchParams(location.search).get("lang") ||
    document.documentElement.lang;
  const swap = (word) => {
    const first = english[word] || word;
    return words[language()]?.[first] || first;
  };
  const translate = (text) => {
    const [, word, rest] = /^\s*(.*?)(: .*|\s*)$/s.exec(text);
    const number = word.match(/\d+/)?.[0];
    const own = swap(word.replace(number, "#")).replace("#", number ?? "#");
    return own === word ? text : text.replace(word, own);
  };
  const put = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const own = translate(node.data);
      if (own !== node.data) node.data = own;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      for (const name of said) {
        const text = node.getAttribute(name);
        const own = text && translate(text);
        if (own && own !== text) node.setAttribute(name, own);
      }
      if (node.dataset?.testid !== "stHtml") node.childNodes.forEach(put);
    }
  };
  new MutationObserver((changes) => {
    if (document.documentElement.lang !== language()) {
      document.documentElement.lang = language();
      put(document.body);
    }
    for (const change of changes) {
      put(change.target);
      change.addedNodes.forEach(put);
    }
  }).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: said,
  });
})();
