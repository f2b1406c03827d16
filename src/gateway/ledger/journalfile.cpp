// SPDX-License-Identifier: GPL-3.0-or-later
#include "journalfile.h"

#include <core/ids.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;

QString JournalShelf::newPath() const
{
    return m_folder + u'/' + core::newUuid() + u".rows"_s;
}

std::shared_ptr<JournalFile> JournalShelf::add(const QString &path)
{
    auto file = std::make_shared<JournalFile>();
    file->path = path;
    const std::lock_guard lock(m_mutex);
    m_files.push_back(file);
    return file;
}

void JournalShelf::remove(const std::shared_ptr<JournalFile> &file)
{
    const std::lock_guard lock(m_mutex);
    std::erase(m_files, file);
}

std::vector<std::shared_ptr<JournalFile>> JournalShelf::files() const
{
    const std::lock_guard lock(m_mutex);
    return m_files;
}

} // namespace sekisho::gateway
