// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace sekisho::client {

/// One page of a list. A server that does not page answers everything as page 1 of 1.
template <typename T>
struct Page {
    QList<T> rows;
    int page = 1; ///< from 1
    int pageCount = 1;
    qint64 total = 0; ///< over all pages
};

} // namespace sekisho::client
