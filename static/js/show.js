// Beside a new password: a button that shows what is typed. It hides it again before it is sent.
(function () {
  'use strict'
  document.querySelectorAll('input[data-show]').forEach(function (field) {
    const button = document.createElement('button')
    function show (shown) {
      field.type = shown ? 'text' : 'password'
      button.textContent = shown ? field.dataset.hide : field.dataset.show
    }
    button.type = 'button'
    button.className = 'btn text'
    button.setAttribute('aria-controls', field.id)
    show(false)
    button.addEventListener('click', function () { show(field.type === 'password') })
    field.form.addEventListener('submit', function () { show(false) })
    field.after(button)
  })
})()
