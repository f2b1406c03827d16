// SPDX-License-Identifier: GPL-3.0-or-later
#include "customerfields.h"

#include "budgetfields.h"
#include "extrafields.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::Json;
using storage::Customer;

void readCustomer(FieldReader &reader, Customer &customer)
{
    reader.read("alias", customer.alias);
    reader.read("blocked", customer.blocked);
    reader.read("allowed_model_region", customer.allowedModelRegion);
    reader.read("default_model", customer.defaultModel);
    if (customer.allowedModelRegion && *customer.allowedModelRegion != u"eu" &&
        *customer.allowedModelRegion != u"us")
        reader.refuse("allowed_model_region", u"must be eu or us"_s);
    readExtras(reader, customerExtraFields(), customer.extra);
}

Json customerRow(const Customer &customer, const Directory &directory)
{
    const auto live = directory.customer(customer.userId);
    const auto spend = live ? core::Money::fromNanos(live->meter->spentNanos) : customer.spend;
    Json row{{"user_id", customer.userId},
             {"alias", core::toJson(customer.alias)},
             {"spend", spend.usd()},
             {"allowed_model_region", core::toJson(customer.allowedModelRegion)},
             {"default_model", core::toJson(customer.defaultModel)},
             {"budget_id", core::toJson(customer.budgetId)},
             {"litellm_budget_table", budgetRowOrNull(customer.budgetId, directory)},
             {"blocked", customer.blocked}};
    writeExtras(customerExtraFields(), customer.extra, row);
    return row;
}

} // namespace sekisho::gateway
