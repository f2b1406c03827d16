// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/teaminfo.h>
#include <core/result.h>

#include <QWidget>

namespace Ui {
class MemberForm;
}

namespace sekisho::widgets {

/// A new member of a team: by user id or by e-mail, with a role and perhaps a budget of their own.
class MemberForm : public QWidget
{
    Q_OBJECT
public:
    struct Member {
        client::TeamMember member;
        std::optional<core::Money> budget;
    };

    explicit MemberForm(QWidget *parent = nullptr);
    ~MemberForm() override;

    core::Result<Member> member() const;

private:
    void retranslate();

    std::unique_ptr<Ui::MemberForm> m_ui;
};

} // namespace sekisho::widgets
