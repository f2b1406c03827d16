// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentialrepository.h"

#include "authorcolumns.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

QString ruleColumns()
{
    return u"credential_values, credential_info, "_s + authorColumnNames();
}

QVariantList ruleValues(const Credential &credential)
{
    return QVariantList{bindJson(credential.values), bindJson(credential.info)} +
           bindAuthorship(credential.authorship);
}

Credential readCredential(const Row &row)
{
    return {row.text(0), readJson(row, 1), readJson(row, 2), readAuthorship(row, 3)};
}

} // namespace

Result<void> CredentialRepository::insert(const Credential &credential)
{
    return m_database.run(insertSql(u"credentials"_s, u"credential_name, "_s + ruleColumns()),
                          QVariantList{credential.name} + ruleValues(credential));
}

Result<void> CredentialRepository::update(const Credential &credential)
{
    const QString sql =
        u"UPDATE credentials SET %1 WHERE credential_name = ?"_s.arg(assignments(ruleColumns()));
    return expectChange(m_database.execute(sql, ruleValues(credential) + QVariantList{credential.name}),
                        u"Credential"_s);
}

Result<void> CredentialRepository::erase(const QString &name)
{
    return expectChange(m_database.execute(u"DELETE FROM credentials WHERE credential_name = ?"_s, {name}),
                        u"Credential"_s);
}

Result<QList<Credential>> CredentialRepository::all()
{
    return m_database.select<Credential>(
        u"SELECT credential_name, %1 FROM credentials ORDER BY credential_name"_s.arg(ruleColumns()), {},
        readCredential);
}

} // namespace sekisho::storage
