// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/virtualkeyinfo.h>
#include <core/result.h>

#include <QWidget>

namespace Ui {
class KeyForm;
}

namespace sekisho::widgets {

/// The fields of a virtual key, for a new one or a change of an existing one.
class KeyForm : public QWidget
{
    Q_OBJECT
public:
    struct Choices {
        QStringList models;
        QHash<QString, QString> teams; ///< id to name
        QStringList budgets;           ///< ids
    };

    explicit KeyForm(const Choices &choices, QWidget *parent = nullptr);
    ~KeyForm() override;

    void setOfferedModels(const QStringList &models);
    void setKey(const client::VirtualKeyInfo &key);
    core::Result<client::NewKey> newKey() const;
    /// What differs from the key given with setKey().
    core::Result<client::KeyChanges> changes() const;

private:
    void setupChoices(const Choices &choices);
    void setupExpiry();
    void retranslate();

    std::unique_ptr<Ui::KeyForm> m_ui;
    client::VirtualKeyInfo m_given;
};

} // namespace sekisho::widgets
