// SPDX-License-Identifier: GPL-3.0-or-later
#include "message.h"

#include <boost/beast/http/status.hpp>

namespace sekisho::http {

Response jsonResponse(int status, QByteArray body)
{
    return {status, {{"Content-Type", "application/json"}}, std::move(body)};
}

QByteArray reasonPhrase(int status)
{
    namespace beast = boost::beast::http;
    const auto known = beast::int_to_status(unsigned(status));
    const auto text = beast::obsolete_reason(known);
    return QByteArray::fromRawData(text.data(), qsizetype(text.size()));
}

} // namespace sekisho::http
