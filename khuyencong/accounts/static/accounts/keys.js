// Shows what needs a passkey only where the browser knows them, and says in words what went wrong.
(() => {
  const knowsKeys = Boolean(window.PublicKeyCredential);
  for (const form of document.querySelectorAll("[data-key-form]")) form.hidden = !knowsKeys;

  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const isOurs = event.detail.exception?.name === "InvalidStateError";
    const note = document.createElement("p");
    note.className = "alert alert-late";
    note.setAttribute("role", "alert");
    note.textContent = isOurs
      ? "Thiết bị này đã được thêm từ trước."
      : "Chưa dùng được khóa: bạn đã dừng, hết thời gian chờ, hoặc thiết bị không có khóa của tài khoản này. Hãy thử lại hoặc chọn cách khác.";
    document.getElementById("flash").replaceChildren(note);
  });
})();
