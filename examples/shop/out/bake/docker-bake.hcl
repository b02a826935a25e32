# Written by platgen from platform.yaml: change that, not this.
# Builds the images of the platform, from the root of the repository: docker buildx bake --file out/bake/docker-bake.hcl [TARGET...]

# The version that is built.
variable "TAG" {
  default = "3.1.0"
}

# The commit that it is built from.
variable "REVISION" {
  default = ""
}

group "default" {
  targets = ["cart", "catalog", "gateway", "invoices", "orders", "payments", "reviews", "web"]
}

target "cart" {
  context    = "checkout/cart"
  dockerfile = "../../out/docker/cart/Dockerfile"
  tags       = ["harbor.example.com/shop/cart:${TAG}"]
  labels = {
    "org.opencontainers.image.version"  = TAG
    "org.opencontainers.image.revision" = REVISION
  }
  cache-from = ["type=registry,ref=harbor.example.com/shop/cart:buildcache"]
  cache-to   = ["type=registry,ref=harbor.example.com/shop/cart:buildcache,mode=max,ignore-error=true"]
}

target "catalog" {
  context    = "storefront/catalog"
  dockerfile = "../../out/docker/catalog/Dockerfile"
  tags       = ["harbor.example.com/shop/catalog:${TAG}"]
  labels = {
    "org.opencontainers.image.version"  = TAG
    "org.opencontainers.image.revision" = REVISION
  }
  cache-from = ["type=registry,ref=harbor.example.com/shop/catalog:buildcache"]
  cache-to   = ["type=registry,ref=harbor.example.com/shop/catalog:buildcache,mode=max,ignore-error=true"]
}

target "gateway" {
  context    = "storefront/gateway"
  dockerfile = "../../out/docker/gateway/Dockerfile"
  tags       = ["harbor.example.com/shop/gateway:${TAG}"]
  labels = {
    "org.opencontainers.image.version"  = TAG
    "org.opencontainers.image.revision" = REVISION
  }
  cache-from = ["type=registry,ref=harbor.example.com/shop/gateway:buildcache"]
  cache-to   = ["type=registry,ref=harbor.example.com/shop/gateway:buildcache,mode=max,ignore-error=true"]
}

target "invoices" {
  context    = "checkout/invoices"
  dockerfile = "Dockerfile"
  tags       = ["harbor.example.com/shop/invoices:${TAG}"]
  labels = {
    "org.opencontainers.image.version"  = TAG
    "org.opencontainers.image.revision" = REVISION
  }
  cache-from = ["type=registry,ref=harbor.example.com/shop/invoices:buildcache"]
  cache-to   = ["type=registry,ref=harbor.example.com/shop/invoices:buildcache,mode=max,ignore-error=true"]
}

target "orders" {
  context    = "checkout/orders"
  dockerfile = "../../out/docker/orders/Dockerfile"
  tags       = ["harbor.example.com/shop/orders:${TAG}"]
  labels = {
    "org.opencontainers.image.version"  = TAG
    "org.opencontainers.image.revision" = REVISION
  }
  cache-from = ["type=registry,ref=harbor.example.com/shop/orders:buildcache"]
  cache-to   = ["type=registry,ref=harbor.example.com/shop/orders:buildcache,mode=max,ignore-error=true"]
}

target "payments" {
  context    = "checkout/payments"
  dockerfile = "../../out/docker/payments/Dockerfile"
  tags       = ["harbor.example.com/shop/payments:${TAG}"]
  labels = {
    "org.opencontainers.image.version"  = TAG
    "org.opencontainers.image.revision" = REVISION
  }
  cache-from = ["type=registry,ref=harbor.example.com/shop/payments:buildcache"]
  cache-to   = ["type=registry,ref=harbor.example.com/shop/payments:buildcache,mode=max,ignore-error=true"]
}

target "reviews" {
  context    = "storefront/reviews"
  dockerfile = "../../out/docker/reviews/Dockerfile"
  tags       = ["harbor.example.com/shop/reviews:${TAG}"]
  labels = {
    "org.opencontainers.image.version"  = TAG
    "org.opencontainers.image.revision" = REVISION
  }
  cache-from = ["type=registry,ref=harbor.example.com/shop/reviews:buildcache"]
  cache-to   = ["type=registry,ref=harbor.example.com/shop/reviews:buildcache,mode=max,ignore-error=true"]
}

target "web" {
  context    = "storefront/web"
  dockerfile = "../../out/docker/web/Dockerfile"
  tags       = ["harbor.example.com/shop/web:${TAG}"]
  labels = {
    "org.opencontainers.image.version"  = TAG
    "org.opencontainers.image.revision" = REVISION
  }
  cache-from = ["type=registry,ref=harbor.example.com/shop/web:buildcache"]
  cache-to   = ["type=registry,ref=harbor.example.com/shop/web:buildcache,mode=max,ignore-error=true"]
}
