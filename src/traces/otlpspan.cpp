// SPDX-License-Identifier: GPL-3.0-or-later
#include "otlpspan.h"

namespace sekisho::traces {

const core::Json *firstOf(const Attributes &attributes, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names) {
        const auto it = attributes.find(name);
        if (it == attributes.end() || it->second.is_null())
            continue;
        if (!it->second.is_string() || !it->second.get_ref<const std::string &>().empty())
            return &it->second;
    }
    return nullptr;
}

std::optional<QString> firstText(const Attributes &attributes, std::initializer_list<std::string_view> names)
{
    const core::Json *value = firstOf(attributes, names);
    return value ? std::optional(textOf(*value)) : std::nullopt;
}

QString textOf(const core::Json &value)
{
    return value.is_string() ? value.get<QString>() : QString::fromUtf8(core::toJsonBytes(value));
}

core::Json parsedIfJson(const core::Json &value)
{
    if (!value.is_string())
        return value;
    const auto &text = value.get_ref<const std::string &>();
    auto parsed = core::parseJson(QByteArrayView(text.data(), qsizetype(text.size())));
    return parsed ? std::move(*parsed) : value;
}

} // namespace sekisho::traces
