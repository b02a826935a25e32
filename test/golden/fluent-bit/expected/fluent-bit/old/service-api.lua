-- Written by platgen from platform.yaml: change that, not this.
-- Service api: what no filter of Fluent Bit can say. A record that is answered with 0 stays as it is, one with -1 is dropped.
local folder = debug.getinfo(1, "S").source:match("^@(.*/)") or ""
local x = dofile(folder .. "expressions.lua")
local find = dofile(folder .. "json.lua")

-- A time that may be a number is put aside as text.
function find_time(tag, time, record)
  local found = type(record["message"]) == "string" and find(record["message"], 1, { "log", "time" }, 1)
  if not found then
    return 0, time, record
  end
  record["platgen_time"] = found
  return 2, time, record
end

local masks = {
  { x.all(x.edge, x.many(x.set({ { 48, 57 } }, false), 13, 16, false), x.edge), "[masked]" },
  { x.all(x.sign("i"), x.sign("t"), x.sign("'"), x.sign("s"), x.sign(" "), x.many(x.set({ { 48, 57 }, { 65, 90 }, { 95, 95 }, { 97, 122 } }, false), 1, math.huge, false)), "it's masked" },
}

-- What nobody may read. A text that is too much for an expression is not shown at all.
function mask(tag, time, record)
  local text = record["message"]
  if type(text) ~= "string" then
    return 0, time, record
  end
  for _, one in ipairs(masks) do
    local done, masked = pcall(x.replaced, one[1], text, one[2])
    text = done and masked or one[2]
  end
  if text == record["message"] then
    return 0, time, record
  end
  record["message"] = text
  return 2, time, record
end

-- The text of a field, wherever it is. A number is a text here, too.
local function text_of(record, names)
  local value = record
  for _, name in ipairs(names) do
    value = type(value) == "table" and value[name] or nil
  end
  return (type(value) == "string" or type(value) == "number") and tostring(value) or ""
end

local drops = {
  { x.all(x.first, x.sign("2"), x.sign("0"), x.last), { "log", "level" } },
}

function drop(tag, time, record)
  for _, one in ipairs(drops) do
    local text = text_of(record, one[2])
    if text ~= "" and x.matches(one[1], text) then
      return -1, time, record
    end
  end
  return 0, time, record
end

local sampled = x.all(x.first, x.either(x.all(x.sign("d"), x.sign("e"), x.sign("b"), x.sign("u"), x.sign("g")), x.all(x.sign("i"), x.sign("n"), x.sign("f"), x.sign("o"))), x.last)
math.randomseed(os.time())

function sample(tag, time, record)
  local text = text_of(record, { "level" })
  if text ~= "" and x.matches(sampled, text) and math.random() >= 0.125 then
    return -1, time, record
  end
  return 0, time, record
end
