// SPDX-License-Identifier: GPL-3.0-or-later
#include "paging.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;

PageQuery readPage(QueryReader &query, std::int64_t usualSize, std::int64_t largestSize)
{
    constexpr std::int64_t LastPage = 1'000'000'000;
    return {.number = query.integer(u"page"_s, 1, 1, LastPage),
            .size = query.integer(u"page_size"_s, usualSize, 1, largestSize)};
}

core::Json pageAnswer(const char *name, core::Json rows, std::int64_t total, PageQuery page)
{
    return {{name, std::move(rows)},
            {"total", total},
            {"page", page.number},
            {"page_size", page.size},
            {"total_pages", (total + page.size - 1) / page.size}};
}

} // namespace sekisho::gateway
