/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-call -- a browser runs it, beside Swagger UI's own script */
window.addEventListener('DOMContentLoaded', () => {
  window.ui = window.SwaggerUIBundle({
    url: '/openapi.json',
    dom_id: '#api',
    deepLinking: true,
    docExpansion: 'none',
    filter: true,
    persistAuthorization: false,
    validatorUrl: null,
  })
})
