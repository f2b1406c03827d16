// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>

#include <optional>
#include <utility>

namespace sekisho::client {

/// What an update does to one field: keep it (the default), clear it, or set it. LiteLLM reads an absent
/// field as keep and null as clear.
template <typename T>
class Change
{
public:
    Change() = default;
    Change(T value)
        : m_touched(true)
        , m_value(std::move(value))
    {
    }
    static Change keep() { return {}; }
    static Change clear()
    {
        Change change;
        change.m_touched = true;
        return change;
    }
    /// Clears where there is no value; for forms whose empty field means "none".
    static Change to(std::optional<T> value) { return value ? Change(std::move(*value)) : clear(); }
    /// `to(after)` where it differs from `before`, else keep.
    static Change between(const std::optional<T> &before, const std::optional<T> &after)
    {
        return before == after ? keep() : to(after);
    }

    bool isKeep() const { return !m_touched; }
    bool isClear() const { return m_touched && !m_value; }
    const std::optional<T> &value() const { return m_value; }
    friend bool operator==(const Change &, const Change &) = default;

private:
    bool m_touched = false;
    std::optional<T> m_value;
};

} // namespace sekisho::client
