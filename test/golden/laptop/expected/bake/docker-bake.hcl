# Written by platgen from platform.yaml: change that, not this.
# Builds the images of the platform, from the root of the repository: docker buildx bake --file deploy/out/bake/docker-bake.hcl [TARGET...]

# The version that is built.
variable "TAG" {
  default = "1.4.0"
}

# The commit that it is built from.
variable "REVISION" {
  default = ""
}

group "default" {
  targets = ["api", "web", "worker"]
}

target "api" {
  context    = "."
  dockerfile = "deploy/out/docker/api/Dockerfile"
  platforms  = ["linux/amd64", "linux/arm64"]
  tags       = ["registry.example.com/team/laptop/api:${TAG}"]
  labels = {
    "org.opencontainers.image.version"  = TAG
    "org.opencontainers.image.revision" = REVISION
  }
  cache-from = ["type=registry,ref=registry.example.com/team/laptop/api:buildcache"]
  cache-to   = ["type=registry,ref=registry.example.com/team/laptop/api:buildcache,mode=max,ignore-error=true"]
}

target "web" {
  context    = "sites/web"
  dockerfile = "../../deploy/out/docker/web/Dockerfile"
  platforms  = ["linux/amd64", "linux/arm64"]
  tags       = ["registry.example.com/team/laptop/web:${TAG}"]
  labels = {
    "org.opencontainers.image.version"  = TAG
    "org.opencontainers.image.revision" = REVISION
  }
  secret     = ["id=NPM_TOKEN,env=NPM_TOKEN"]
  cache-from = ["type=registry,ref=registry.example.com/team/laptop/web:buildcache"]
  cache-to   = ["type=registry,ref=registry.example.com/team/laptop/web:buildcache,mode=max,ignore-error=true"]
}

target "worker" {
  context    = "jobs/worker"
  dockerfile = "Dockerfile"
  platforms  = ["linux/amd64", "linux/arm64"]
  tags       = ["registry.example.com/team/laptop/worker:${TAG}"]
  labels = {
    "org.opencontainers.image.version"  = TAG
    "org.opencontainers.image.revision" = REVISION
  }
  args = {
    "GREETING" = "\u0024{HOME} \"\u0025{x}\" \\"
  }
  cache-from = ["type=registry,ref=registry.example.com/team/laptop/worker:buildcache"]
  cache-to   = ["type=registry,ref=registry.example.com/team/laptop/worker:buildcache,mode=max,ignore-error=true"]
}
