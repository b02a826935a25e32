-- Written by platgen from platform.yaml: change that, not this.
-- Service old: what no filter of Fluent Bit can say. A record that is answered with 0 stays as it is, one with -1 is dropped.
local folder = debug.getinfo(1, "S").source:match("^@(.*/)") or ""
local x = dofile(folder .. "expressions.lua")

-- The text of a field, wherever it is. A number is a text here, too.
local function text_of(record, names)
  local value = record
  for _, name in ipairs(names) do
    value = type(value) == "table" and value[name] or nil
  end
  return (type(value) == "string" or type(value) == "number") and tostring(value) or ""
end

local drops = {
  { x.all(x.first, x.sign("0"), x.last), { "took" } },
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

local sampled = x.all(x.first, x.either(x.all(x.set({ { 116, 116 }, { 84, 84 } }, false), x.set({ { 114, 114 }, { 82, 82 } }, false), x.set({ { 97, 97 }, { 65, 65 } }, false), x.set({ { 99, 99 }, { 67, 67 } }, false), x.set({ { 101, 101 }, { 69, 69 } }, false)), x.all(x.set({ { 100, 100 }, { 68, 68 } }, false), x.set({ { 101, 101 }, { 69, 69 } }, false), x.set({ { 98, 98 }, { 66, 66 } }, false), x.set({ { 117, 117 }, { 85, 85 } }, false), x.set({ { 103, 103 }, { 71, 71 } }, false)), x.all(x.set({ { 105, 105 }, { 73, 73 } }, false), x.set({ { 110, 110 }, { 78, 78 } }, false), x.set({ { 102, 102 }, { 70, 70 } }, false), x.set({ { 111, 111 }, { 79, 79 } }, false))), x.last)
math.randomseed(os.time())

function sample(tag, time, record)
  local text = text_of(record, { "level" })
  if text ~= "" and x.matches(sampled, text) and math.random() >= 0.1 then
    return -1, time, record
  end
  return 0, time, record
end
