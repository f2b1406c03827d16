// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns.h"
#include "proxymodel.h"

// created_at, created_by, updated_at, updated_by.
namespace sekisho::storage {

inline QString authorColumnNames()
{
    return QStringLiteral("created_at, created_by, updated_at, updated_by");
}

inline QVariantList bindAuthorship(const Authorship &authorship)
{
    return {bind(authorship.createdAt), authorship.createdBy, bind(authorship.updatedAt),
            authorship.updatedBy};
}

inline Authorship readAuthorship(const Row &row, int firstColumn)
{
    return {row.time(firstColumn), row.text(firstColumn + 1), row.time(firstColumn + 2),
            row.text(firstColumn + 3)};
}

} // namespace sekisho::storage
