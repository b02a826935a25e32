-- Written by platgen from platform.yaml: change that, not this.
-- Everything else that runs in the namespace: proxies, sidecars, jobs. They are called as their container is, and their lines stay what they are.
function name(tag, time, record)
  local container = tag:match("^line%.([^.]+)%.")
  record["service"] = { name = container, environment = "dev" }
  record["labels"] = { platform = "myblog" }
  return 2, time, record
end
