-- Written by platgen from platform.yaml: change that, not this.
-- Regular expressions for filters: what expressions of the platform are made of. A part answers where its match ends once `next` is content with that place, or nil.
local x = {}

-- The sign at a place, by its number, and where the next one begins. A byte that is no UTF-8 is a sign of its own.
local function sign_at(text, at)
  local first = text:byte(at)
  if first == nil or first < 0x80 then
    return first, at + 1
  end
  local more = first >= 0xF0 and 3 or first >= 0xE0 and 2 or first >= 0xC0 and 1 or 0
  local value = more == 3 and first % 8 or more == 2 and first % 16 or first % 32
  for offset = 1, more do
    local byte = text:byte(at + offset)
    if byte == nil or byte < 0x80 or byte >= 0xC0 then
      return 0xFFFD, at + 1
    end
    value = value * 64 + byte % 64
  end
  if more == 0 then
    return 0xFFFD, at + 1
  end
  return value, at + more + 1
end

local function single(test)
  return {
    test = test,
    match = function(text, at, next)
      local sign, after = sign_at(text, at)
      if sign ~= nil and test(sign) then
        return next(after)
      end
    end,
  }
end

local function place(test)
  return {
    match = function(text, at, next)
      if test(text, at) then
        return next(at)
      end
    end,
  }
end

local function is_word(text, at)
  local byte = text:byte(at)
  return byte ~= nil and (byte >= 48 and byte <= 57 or byte >= 65 and byte <= 90 or byte == 95 or byte >= 97 and byte <= 122)
end

x.any = single(function(sign) return sign ~= 10 end)
x.first = place(function(text, at) return at == 1 or text:byte(at - 1) == 10 end)
x.last = place(function(text, at) return at == #text + 1 or text:byte(at) == 10 end)
x.edge = place(function(text, at) return (at > 1 and is_word(text, at - 1)) ~= is_word(text, at) end)
x.inside = place(function(text, at) return (at > 1 and is_word(text, at - 1)) == is_word(text, at) end)

function x.sign(wanted)
  local number = sign_at(wanted, 1)
  return single(function(sign) return sign == number end)
end

function x.set(ranges, negated)
  return single(function(sign)
    for _, range in ipairs(ranges) do
      if sign >= range[1] and sign <= range[2] then
        return not negated
      end
    end
    return negated
  end)
end

function x.all(...)
  local parts = { ... }
  local function from(index, text, at, next)
    if parts[index] == nil then
      return next(at)
    end
    return parts[index].match(text, at, function(after) return from(index + 1, text, after, next) end)
  end
  return { match = function(text, at, next) return from(1, text, at, next) end }
end

function x.either(...)
  local parts = { ... }
  return {
    match = function(text, at, next)
      for _, part in ipairs(parts) do
        local stop = part.match(text, at, next)
        if stop ~= nil then
          return stop
        end
      end
    end,
  }
end

local function here(at) return at end

function x.ahead(part)
  return place(function(text, at) return part.match(text, at, here) ~= nil end)
end

function x.never(part)
  return place(function(text, at) return part.match(text, at, here) == nil end)
end

-- Single signs are counted in a loop, so that a long text needs no deep stack.
local function many_signs(test, least, most, lazy)
  return function(text, at, next)
    local places, count = { [0] = at }, 0
    while true do
      if lazy and count >= least then
        local stop = next(places[count])
        if stop ~= nil then
          return stop
        end
      end
      local sign, after = sign_at(text, places[count])
      if count >= most or sign == nil or not test(sign) then
        break
      end
      count = count + 1
      places[count] = after
    end
    if lazy then
      return nil
    end
    while count >= least do
      local stop = next(places[count])
      if stop ~= nil then
        return stop
      end
      count = count - 1
    end
  end
end

function x.many(part, least, most, lazy)
  if part.test ~= nil then
    return { match = many_signs(part.test, least, most, lazy) }
  end
  local function again(text, at, count, next)
    local function more()
      if count < most then
        return part.match(text, at, function(after)
          if after > at or count < least then
            return again(text, after, count + 1, next)
          end
        end)
      end
    end
    if count < least then
      return more()
    end
    if lazy then
      return next(at) or more()
    end
    return more() or next(at)
  end
  return { match = function(text, at, next) return again(text, at, 0, next) end }
end

-- Whether a text has a match anywhere.
function x.matches(part, text)
  local at = 1
  while at <= #text + 1 do
    if part.match(text, at, here) ~= nil then
      return true
    end
    local _, after = sign_at(text, at)
    at = after
  end
  return false
end

-- The text with every match replaced.
function x.replaced(part, text, with)
  local out, from, at = {}, 1, 1
  while at <= #text do
    local stop = part.match(text, at, here)
    if stop ~= nil and stop > at then
      out[#out + 1] = text:sub(from, at - 1)
      out[#out + 1] = with
      at, from = stop, stop
    else
      local _, after = sign_at(text, at)
      at = after
    end
  end
  out[#out + 1] = text:sub(from)
  return table.concat(out)
end

return x
