// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <boost/beast/http/field.hpp>
#include <string_view>

namespace sekisho::http {

// Names that turn up in every message share one static text instead of an allocation each.

/// `name` as it was sent; `field` is what Beast knows it as.
QByteArray fieldName(boost::beast::http::field field, std::string_view name);
QByteArray methodName(std::string_view name);

} // namespace sekisho::http
