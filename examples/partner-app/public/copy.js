// Shows the copy buttons where copying works; without it the text can be selected by hand.
for (const button of document.querySelectorAll('[data-copies]')) {
  const field = document.getElementById(button.dataset.copies)
  if (!navigator.clipboard || !field) continue
  const label = button.textContent
  button.hidden = false
  button.setAttribute('aria-live', 'polite')
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(field.value)
    button.textContent = 'Kopiert'
    setTimeout(() => {
      button.textContent = label
    }, 2000)
  })
}
