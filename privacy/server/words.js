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
    if (text.length > 400) return text;
    const end = text.indexOf(": ");
    const word = (end < 0 ? text : text.slice(0, end)).trim();
    const number = word.match(/\d+/)?.[0];
    const shape = number ? word.replace(number, "#") : word;
    const own = swap(shape);
    return own === shape ? text : text.replace(word, own.replace("#", number));
  };
  const name = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const own = translate(node.data);
      if (own !== node.data) node.data = own;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      for (const attribute of said) {
        const text = node.getAttribute(attribute);
        const own = text && translate(text);
        if (own && own !== text) node.setAttribute(attribute, own);
      }
    }
  };
  const put = (node) => {
    name(node);
    if (!node.classList?.contains("stHtml")) node.childNodes.forEach(put);
  };
  new MutationObserver((changes) => {
    if (document.documentElement.lang !== language()) {
      document.documentElement.lang = language();
      put(document.body);
    }
    for (const change of changes) {
      if (change.type !== "childList") name(change.target);
      else change.addedNodes.forEach(put);
    }
  }).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: said,
  });
})();
