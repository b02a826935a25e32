require('node:http')
  .createServer((_request, response) => response.end('the api'))
  .listen(8082)
