-- Written by platgen from platform.yaml: change that, not this.
-- Looks a value up in a text of JSON, before it is read: what Lua gives back as a whole record has lost its null values and the last digits of long numbers.

-- The place behind the text that starts at a quote.
local function behind_text(json, at)
  while true do
    at = json:find('["\\]', at + 1)
    if at == nil then
      return nil
    elseif json:byte(at) == 34 then
      return at + 1
    end
    at = at + 1
  end
end

-- The place behind the value that starts here.
local function behind(json, at)
  local depth = 0
  while at ~= nil do
    at = json:match("^[%s,:]*()", at)
    local sign = json:sub(at, at)
    if sign == "" then
      return nil
    elseif sign == '"' then
      at = behind_text(json, at)
    elseif sign == "{" or sign == "[" then
      depth, at = depth + 1, at + 1
    elseif sign == "}" or sign == "]" then
      depth, at = depth - 1, at + 1
    else
      at = json:match("^[^%s,%]}]+()", at)
    end
    if depth == 0 then
      return at
    end
  end
end

-- The text or number below these names, from the outside to the inside; nil for anything else.
local function find(json, at, names, index)
  at = json:match("^%s*{%s*()", at)
  while at ~= nil and json:byte(at) == 34 do
    local stop = behind_text(json, at)
    local value = stop and json:match("^%s*:%s*()", stop)
    local after = value and behind(json, value)
    if after == nil then
      return nil
    end
    if json:sub(at + 1, stop - 2) == names[index] then
      if names[index + 1] ~= nil then
        return find(json, value, names, index + 1)
      end
      local raw = json:sub(value, after - 1)
      return raw:match('^"(.*)"$') or raw:match("^[%d.]+$")
    end
    at = json:match("^%s*,%s*()", after)
  end
end

return find
