// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "queryreader.h"

#include <core/json.h>
#include <storage/gateway/keyrepository.h>

// Pages of lists as LiteLLM counts them.
namespace sekisho::gateway {

struct PageQuery {
    std::int64_t number = 1; ///< from 1
    std::int64_t size = 10;

    storage::Page page() const { return {(number - 1) * size, size}; }
};

/// `page` and `page_size`.
PageQuery readPage(QueryReader &query, std::int64_t usualSize, std::int64_t largestSize = 100);
/// {name: rows, total, page, page_size, total_pages}
core::Json pageAnswer(const char *name, core::Json rows, std::int64_t total, PageQuery page);

/// `sort_by`, one of the names, and `sort_order`; as they are in `order` if not given.
template <typename Order, typename Column>
void readOrder(QueryReader &query, const QList<std::pair<QString, Column>> &names, Order &order)
{
    using namespace Qt::Literals::StringLiterals;
    QStringList known;
    const auto asked = query.text(u"sort_by"_s);
    bool found = !asked;
    for (const auto &[name, column] : names) {
        known.append(name);
        if (asked == name) {
            order.column = column;
            found = true;
        }
    }
    if (!found)
        query.refuse(u"sort_by"_s, u"must be one of: "_s + known.join(u", "_s));
    const QString direction = query.text(u"sort_order"_s).value_or(QString()).toLower();
    if (direction == u"asc" || direction == u"desc")
        order.descending = direction == u"desc";
    else if (!direction.isEmpty())
        query.refuse(u"sort_order"_s, u"must be 'asc' or 'desc'"_s);
}

} // namespace sekisho::gateway
