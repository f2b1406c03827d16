// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps N event streams of the fake upstream open at once through a server under test, and tells how long the
// upstream's chunks take to arrive: microseconds p50 and p99 of the first chunk and of the others, the number
// of chunks, the number of errors. One thread, epoll.
//   sekisho_streamload PORT KEY BODY_FILE STREAMS SECONDS [FIELD]...    FIELD: "Name: value"
#include <algorithm>
#include <arpa/inet.h>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Delays = std::vector<double>;

constexpr std::size_t LongestMark = 32;

struct Stream {
    int descriptor = -1;
    std::string tail;   ///< the end of what came last: a mark may be split
    bool asked = false; ///< nothing of the answer has come
    bool begun = false; ///< the first chunk has
};

double microsNow()
{
    return std::chrono::duration<double, std::micro>(Clock::now().time_since_epoch()).count();
}

double percentile(Delays &delays, double share)
{
    if (delays.empty())
        return 0;
    const auto place = delays.begin() + std::ptrdiff_t(share * double(delays.size() - 1));
    std::nth_element(delays.begin(), place, delays.end());
    return *place;
}

int connectTo(int port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(std::uint16_t(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) < 0) {
        std::perror("connect");
        std::exit(1);
    }
    return descriptor;
}

class Load
{
public:
    Load(int port, std::string request, int streams);
    void run(std::chrono::seconds time);
    void report();

private:
    void ask(Stream &stream);
    void read(Stream &stream);
    std::size_t takeMarks(Stream &stream, std::string_view text, double now);

    const std::string m_request;
    const int m_epoll = ::epoll_create1(0);
    std::vector<Stream> m_streams;
    Delays m_first;
    Delays m_others;
    int m_errors = 0;
};

Load::Load(int port, std::string request, int streams)
    : m_request(std::move(request))
    , m_streams(std::size_t(streams))
{
    for (std::size_t i = 0; i < m_streams.size(); ++i) {
        m_streams[i].descriptor = connectTo(port);
        epoll_event event = {EPOLLIN, {.u64 = i}};
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_streams[i].descriptor, &event);
    }
}

void Load::ask(Stream &stream)
{
    stream.asked = true;
    stream.begun = false;
    stream.tail.clear();
    if (::send(stream.descriptor, m_request.data(), m_request.size(), MSG_NOSIGNAL) < 0)
        ++m_errors;
}

void Load::run(std::chrono::seconds time)
{
    for (auto &stream : m_streams)
        ask(stream);
    for (const auto end = Clock::now() + time; Clock::now() < end;) {
        epoll_event events[256];
        const int count = ::epoll_wait(m_epoll, events, 256, 10);
        for (int i = 0; i < count; ++i)
            read(m_streams[events[i].data.u64]);
    }
}

void Load::read(Stream &stream)
{
    char buffer[16 * 1024];
    const auto size = ::recv(stream.descriptor, buffer, sizeof buffer, 0);
    if (size <= 0) {
        ++m_errors;
        ::close(stream.descriptor);
        return;
    }
    const double now = microsNow();
    stream.tail.append(buffer, std::size_t(size));
    if (std::exchange(stream.asked, false) && !stream.tail.starts_with("HTTP/1.1 200"))
        ++m_errors;
    const auto taken = takeMarks(stream, stream.tail, now);
    const bool ended = stream.tail.find("\r\n0\r\n\r\n") != std::string::npos;
    const auto old = stream.tail.size() > LongestMark ? stream.tail.size() - LongestMark : 0;
    stream.tail.erase(0, std::max(taken, old));
    if (ended)
        ask(stream);
}

/// Notes every whole `sent MICROSECONDS"` in `text`; returns where the last one ended.
std::size_t Load::takeMarks(Stream &stream, std::string_view text, double now)
{
    std::size_t taken = 0;
    for (auto at = text.find("sent "); at != text.npos; at = text.find("sent ", taken)) {
        const auto end = text.find('"', at);
        if (end == text.npos)
            break;
        const double delay = now - std::strtod(text.data() + at + 5, nullptr);
        (stream.begun ? m_others : m_first).push_back(delay);
        stream.begun = true;
        taken = end;
    }
    return taken;
}

void Load::report()
{
    std::printf("%.0f %.0f %.0f %.0f %zu %d\n", percentile(m_first, 0.5), percentile(m_first, 0.99),
                percentile(m_others, 0.5), percentile(m_others, 0.99), m_first.size() + m_others.size(),
                m_errors);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 6)
        return 2;
    std::ifstream file(argv[3], std::ios::binary);
    const std::string body{std::istreambuf_iterator<char>(file), {}};
    std::string fields;
    for (int i = 6; i < argc; ++i)
        fields += std::string(argv[i]) + "\r\n";
    const std::string request =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        "Authorization: Bearer " +
        std::string(argv[2]) + "\r\n" + fields + "Content-Length: " + std::to_string(body.size()) +
        "\r\n\r\n" + body;
    Load load(std::atoi(argv[1]), request, std::atoi(argv[4]));
    load.run(std::chrono::seconds(std::atoi(argv[5])));
    load.report();
}
