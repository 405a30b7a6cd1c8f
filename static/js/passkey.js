// Passkeys: a form marked data-passkey="get" or "create" shows itself where the browser can do it.
// data-options holds the server's JSON, or data-options-from the address that gives it fresh.
// data-same names a tick box elsewhere on the page whose answer goes along.
(function () {
  'use strict'
  if (!window.PublicKeyCredential) return

  function bytes (text) {
    const base64 = text.replace(/-/g, '+').replace(/_/g, '/')
    return Uint8Array.from(atob(base64), function (letter) { return letter.charCodeAt(0) })
  }

  function text (buffer) {
    let letters = ''
    new Uint8Array(buffer).forEach(function (byte) { letters += String.fromCharCode(byte) })
    return btoa(letters).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
  }

  function ids (list) {
    return (list || []).map(function (one) { return Object.assign({}, one, { id: bytes(one.id) }) })
  }

  function prepare (options, form) {
    const asked = Object.assign({}, options.publicKey)
    asked.challenge = bytes(asked.challenge)
    if (asked.user) {
      const name = form.elements.name
      const email = form.elements.email
      asked.user = Object.assign({}, asked.user, { id: bytes(asked.user.id) })
      if (email && email.value) asked.user.name = email.value
      if (name && name.value && form.dataset.passkeyNames !== 'key') asked.user.displayName = name.value
      asked.excludeCredentials = ids(asked.excludeCredentials)
    }
    if (asked.allowCredentials) asked.allowCredentials = ids(asked.allowCredentials)
    return asked
  }

  function answer (credential) {
    const response = {}
    const parts = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']
    parts.forEach(function (part) {
      if (credential.response[part]) response[part] = text(credential.response[part])
    })
    const results = credential.getClientExtensionResults()
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response: response,
      clientExtensionResults: { credProps: { rk: !!(results.credProps && results.credProps.rk) } }
    })
  }

  async function options (form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options)
    const got = await fetch(form.dataset.optionsFrom, { headers: { Accept: 'application/json' } })
    if (!got.ok) throw new Error('no options')
    return (await got.json()).request_options
  }

  async function use (form) {
    const asked = { publicKey: prepare(await options(form), form) }
    const make = form.dataset.passkey === 'create'
    const made = await (make ? navigator.credentials.create(asked) : navigator.credentials.get(asked))
    form.elements.credential.value = answer(made)
    const same = form.dataset.same && document.querySelector('input[type=checkbox][name=' + form.dataset.same + ']')
    if (same) form.elements[form.dataset.same].value = same.checked ? 'on' : ''
    form.requestSubmit ? form.requestSubmit() : form.submit()
  }

  document.querySelectorAll('form[data-passkey]').forEach(function (form) {
    const button = form.querySelector('[data-passkey-button]')
    const said = form.querySelector('[data-passkey-said]')
    form.hidden = false
    if (!button) return
    button.hidden = false
    button.addEventListener('click', function () {
      if (!form.reportValidity()) return
      button.disabled = true
      said.textContent = ''
      use(form).catch(function () { said.textContent = said.dataset.failed })
        .finally(function () { button.disabled = false })
    })
  })
})()
