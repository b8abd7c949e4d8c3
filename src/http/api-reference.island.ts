import SwaggerUIBundle from 'swagger-ui-dist/swagger-ui-bundle.js'

const place = document.querySelector<HTMLElement>('#reference')
if (place) {
  SwaggerUIBundle({
    domNode: place,
    url: place.dataset['document'] ?? '',
    deepLinking: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    // It would ask another host.
    validatorUrl: null,
  })
}
