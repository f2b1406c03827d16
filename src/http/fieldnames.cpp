// SPDX-License-Identifier: GPL-3.0-or-later
#include "fieldnames.h"

#include <vector>

namespace sekisho::http {

namespace {

using Field = boost::beast::http::field;

QByteArray copied(std::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

const std::vector<QByteArray> &lowerCaseNames()
{
    static const auto names = [] {
        std::vector<QByteArray> all;
        for (int i = 0; i <= int(Field::xref); ++i)
            all.push_back(copied(std::string_view(to_string(Field(i)))).toLower());
        return all;
    }();
    return names;
}

} // namespace

QByteArray fieldName(Field field, std::string_view name)
{
    if (field == Field::unknown)
        return copied(name);
    const std::string_view canonical(to_string(field).data(), to_string(field).size());
    if (name == canonical)
        return QByteArray::fromRawData(canonical.data(), qsizetype(canonical.size()));
    const auto &lower = lowerCaseNames()[std::size_t(field)];
    return QByteArrayView(lower) == QByteArrayView(name.data(), qsizetype(name.size())) ? lower
                                                                                        : copied(name);
}

QByteArray methodName(std::string_view name)
{
    if (name == "GET")
        return QByteArrayLiteral("GET");
    if (name == "POST")
        return QByteArrayLiteral("POST");
    return copied(name);
}

} // namespace sekisho::http
