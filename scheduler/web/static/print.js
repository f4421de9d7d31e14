// The button that prints the sheet; where scripts do not run it stays hidden, and Ctrl + P does the same.
const button = document.getElementById("print");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
