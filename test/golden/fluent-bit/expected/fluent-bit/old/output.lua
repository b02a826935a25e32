-- Written by platgen from platform.yaml: change that, not this.
-- What outputs need that only they see.

-- A broker refuses a message of more than a megabyte, so that a longer text is cut, between two signs.
function cut(tag, time, record)
  local text = record["message"]
  if type(text) ~= "string" or #text <= 900000 then
    return 0, time, record
  end
  local stop = 900000
  while stop > 0 and text:byte(stop + 1) >= 0x80 and text:byte(stop + 1) < 0xC0 do
    stop = stop - 1
  end
  record["message"] = text:sub(1, stop)
  return 2, time, record
end

-- A line of a file says when it was written, to the nanosecond.
function stamp(tag, time, record)
  record["@timestamp"] = os.date("!%Y-%m-%dT%H:%M:%S", time["sec"]) .. string.format(".%09dZ", time["nsec"])
  return 2, time, record
end
