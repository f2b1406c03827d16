// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/profile.h>

#include <QWidget>

namespace sekisho::widgets {

/// A thin line in the profile's colour under the top bar; for production it is tall enough to carry the name.
class ProfileBand : public QWidget
{
    Q_OBJECT
public:
    explicit ProfileBand(QWidget *parent = nullptr);
    void setProfile(const client::Profile &profile);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QColor m_colour;
    QString m_name;
    bool m_production = false;
};

} // namespace sekisho::widgets
