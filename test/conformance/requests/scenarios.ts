/** What one kind of request is, and what has to become of it. */
export interface Scenario {
  readonly name: string
  /** The caller: NAMESPACE/ACCOUNT. Or the Gateway that the request enters by. */
  readonly from?: string
  readonly gateway?: string
  readonly url: string
  readonly method?: string
  readonly headers?: { readonly [name: string]: string }
  readonly count: number
  /** How many tries of each request fail before one succeeds. */
  readonly failFirst?: number
  readonly expect: Expectation
}

/** Everything that is said has to hold. */
export interface Expectation {
  /** The only status. */
  readonly status?: number
  /** Share of each status, in percent. */
  readonly statuses?: { readonly [status: string]: number }
  /** Share of the requests that each workload answers, in percent; nobody else answers. */
  readonly answeredBy?: { readonly [workload: string]: number }
  /** Share of the requests that arrive twice, because they are copied to another workload, in percent. */
  readonly copied?: number
  /** The path, and the Host header, that the workload sees. */
  readonly path?: string
  readonly host?: string
  readonly location?: string
  /** How many tries each request took. */
  readonly tries?: number
  readonly body?: string
  /** Time of a request in the middle, at least, in milliseconds. */
  readonly slowerThan?: number
}

const reviews = { from: 'istio-demo/productpage', url: 'http://reviews:9080/reviews/1' }
const ratings = { from: 'istio-demo/productpage', url: 'http://ratings:9080/' }
const tomcat = { gateway: 'istio-system/ingressgateway', url: 'http://tomcat.istio-demo.com/' }
const shop = { gateway: 'istio-system/ingressgateway', url: 'http://bookinfo.istio-demo.com/' }

const meshDemo: readonly Scenario[] = [
  {
    name: 'shares of three versions',
    ...reviews,
    count: 1000,
    expect: { status: 200, answeredBy: { 'reviews-v1': 70, 'reviews-v2': 20, 'reviews-v3': 10 } },
  },
  {
    name: 'an earlier route wins',
    ...reviews,
    headers: { 'end-user': 'jason', cookie: 'group=beta' },
    count: 20,
    expect: { answeredBy: { 'reviews-v2': 100 } },
  },
  {
    name: 'a cookie among others',
    ...reviews,
    headers: { cookie: 'a=b; group=beta' },
    count: 20,
    expect: { answeredBy: { 'reviews-v3': 100 } },
  },
  {
    name: 'a query parameter',
    ...reviews,
    url: 'http://reviews:9080/x?group=beta',
    count: 20,
    expect: { answeredBy: { 'reviews-v3': 100 } },
  },
  {
    name: 'an answer without the service',
    ...reviews,
    headers: { 'user-agent': 'a bot' },
    count: 5,
    expect: { status: 403, body: 'No robots.' },
  },
  {
    name: 'a header that must not be there',
    ...reviews,
    headers: { 'user-agent': 'a bot', 'x-verified': 'yes' },
    count: 5,
    expect: { status: 200 },
  },
  {
    name: 'a redirect to a path',
    ...reviews,
    url: 'http://reviews:9080/v0/a',
    count: 5,
    expect: { status: 302, location: 'http://reviews:9080/reviews' },
  },
  {
    name: 'a redirect elsewhere',
    ...reviews,
    url: 'http://reviews:9080/opinions',
    count: 5,
    expect: { status: 301, location: 'https://reviews.example.com:8443/opinions' },
  },
  {
    name: 'another service under another path and host',
    ...reviews,
    url: 'http://reviews:9080/stars/7',
    count: 10,
    expect: { answeredBy: { 'ratings-v2': 100 }, path: '/ratings/7', host: 'ratings.example.com' },
  },
  { name: 'a path that an expression changes', ...reviews, url: 'http://reviews:9080/v2/7', count: 10, expect: { path: '/reviews/7' } },
  {
    name: 'a prefix is no part of a word',
    ...reviews,
    url: 'http://reviews:9080/starship',
    count: 10,
    expect: { status: 200, path: '/starship' },
  },
  { name: 'three tries of a read', ...reviews, failFirst: 2, count: 10, expect: { status: 200, tries: 3 } },
  {
    name: 'no second try of a write that had an effect',
    ...reviews,
    method: 'POST',
    failFirst: 1,
    count: 10,
    expect: { status: 503, tries: 1 },
  },
  {
    name: 'shares and a copy',
    ...reviews,
    url: 'http://reviews:9080/half/1',
    count: 1000,
    expect: { answeredBy: { 'reviews-v1': 50, 'reviews-v2': 50 }, copied: 20 },
  },
  {
    name: 'who met a version stays with it',
    ...reviews,
    url: 'http://reviews:9080/half/1',
    headers: { cookie: 'reviews-version=v2' },
    count: 40,
    expect: { answeredBy: { 'reviews-v2': 100 } },
  },
  { name: 'a delay', ...ratings, url: 'http://ratings:9080/slow/1', count: 5, expect: { slowerThan: 1900 } },
  {
    name: 'an abort of half of them',
    ...ratings,
    url: 'http://ratings:9080/broken',
    count: 400,
    expect: { statuses: { 200: 50, 500: 50 } },
  },
  { name: 'a status by the mesh', ...ratings, url: 'http://ratings:9080/closed', count: 5, expect: { status: 503 } },
  {
    name: 'no tries where none are declared',
    from: 'istio-demo/reviews',
    url: 'http://ratings:9080/x',
    failFirst: 1,
    count: 10,
    expect: { status: 503, tries: 1 },
  },
  {
    name: 'a copy of everything',
    from: 'istio-demo/productpage',
    url: 'http://httpbin/get',
    count: 50,
    expect: { answeredBy: { 'httpbin-v1': 100 }, copied: 100 },
  },
  {
    name: 'shares inside',
    from: 'istio-demo/front-tomcat',
    url: 'http://bill-service:9999/bill',
    count: 1000,
    expect: { answeredBy: { 'bill-service-v1': 90, 'bill-service-v2': 10 } },
  },
  { name: 'shares at the edge', ...tomcat, count: 1000, expect: { answeredBy: { 'front-tomcat-v1': 90, 'front-tomcat-v2': 10 } } },
  {
    name: 'who met a version stays with it at the edge',
    ...tomcat,
    headers: { cookie: 'tomcat-group=v2' },
    count: 40,
    expect: { answeredBy: { 'front-tomcat-v2': 100 } },
  },
  {
    name: 'a path of the edge becomes one of the service',
    ...shop,
    url: 'http://bookinfo.istio-demo.com/shop/a',
    count: 5,
    expect: { status: 200, path: '/productpage/a' },
  },
  {
    name: 'a route that only the inside has',
    ...shop,
    url: 'http://bookinfo.istio-demo.com/productpage/admin/x',
    count: 5,
    expect: { status: 404, body: 'Nothing to see.' },
  },
  { name: 'a host that nobody has', ...shop, url: 'http://nobody.istio-demo.com/', count: 5, expect: { status: 404 } },
  { name: 'a path that nobody has', ...shop, url: 'http://bookinfo.istio-demo.com/shopping', count: 5, expect: { status: 404 } },
]

const bookinfo: readonly Scenario[] = [
  {
    name: 'four of five reviews are old',
    from: 'bookinfo-reviews-80-20/bookinfo-productpage',
    url: 'http://reviews:9080/reviews/0',
    count: 1000,
    expect: { answeredBy: { 'reviews-v1': 80, 'reviews-v2': 20 } },
  },
  {
    name: 'Jason',
    from: 'bookinfo-reviews-jason-v2-v3/bookinfo-productpage',
    url: 'http://reviews:9080/reviews/0',
    headers: { 'end-user': 'jason' },
    count: 10,
    expect: { answeredBy: { 'reviews-v2': 100 } },
  },
  {
    name: 'everybody else',
    from: 'bookinfo-reviews-jason-v2-v3/bookinfo-productpage',
    url: 'http://reviews:9080/reviews/0',
    count: 10,
    expect: { answeredBy: { 'reviews-v3': 100 } },
  },
  {
    name: 'Jason without stars',
    from: 'bookinfo-ratings-test-abort/bookinfo-reviews',
    url: 'http://ratings:9080/ratings/0',
    headers: { 'end-user': 'jason' },
    count: 10,
    expect: { status: 500 },
  },
  {
    name: 'stars for the others',
    from: 'bookinfo-ratings-test-abort/bookinfo-reviews',
    url: 'http://ratings:9080/ratings/0',
    count: 10,
    expect: { status: 200, answeredBy: { 'ratings-v1': 100 } },
  },
  ...['/productpage', '/static/a.css', '/login', '/logout', '/api/v1/products'].map((path) => ({
    name: `the edge lets ${path} through`,
    gateway: 'istio-system/ingressgateway',
    url: `http://reviews-80-20.bookinfo.example.com${path}`,
    count: 2,
    expect: { status: 200, path },
  })),
  {
    name: 'the edge lets nothing else through',
    gateway: 'istio-system/ingressgateway',
    url: 'http://reviews-80-20.bookinfo.example.com/admin',
    count: 2,
    expect: { status: 404 },
  },
]

const showcase: readonly Scenario[] = [
  {
    name: 'one request of ten is for the next catalog',
    from: 'bazaar/orders',
    url: 'http://catalog:8000/items',
    count: 1000,
    expect: { answeredBy: { 'catalog-v1': 90, 'catalog-v2': 10 } },
  },
  {
    name: 'what had an effect is not tried again',
    from: 'bazaar/orders',
    url: 'http://catalog:8000/items',
    failFirst: 1,
    count: 10,
    expect: { status: 503, tries: 1 },
  },
]

/** The environments that are deployed together, by platform. */
export const deployed: { readonly [platform: string]: readonly string[] } = {
  'mesh-demo': ['istio-demo'],
  bookinfo: ['reviews-80-20', 'reviews-jason-v2-v3', 'ratings-test-abort'],
  showcase: ['prod'],
}

export const scenarios: readonly Scenario[] = [...meshDemo, ...bookinfo, ...showcase]
