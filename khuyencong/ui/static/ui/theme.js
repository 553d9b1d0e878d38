// Runs before the first paint: the page appears in the chosen brightness at once.
(() => {
  const chosen = localStorage.getItem("kc-theme");
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.bsTheme = dark ? "dark" : "light";
  document.documentElement.classList.toggle("is-narrow", localStorage.getItem("kc-rail") === "narrow");
})();
