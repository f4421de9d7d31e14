// Copies the address; where scripts do not run, the button stays hidden and the field can be selected by hand.
const field = document.getElementById("address");
const button = document.getElementById("copy");
if (field && button) {
  button.hidden = false;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // http in the office's own network has no clipboard
    }
    document.getElementById("copied").textContent = "Đã chép địa chỉ.";
  });
}
