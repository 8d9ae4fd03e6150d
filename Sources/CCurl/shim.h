#pragma once
#include <curl/curl.h>
#include <stddef.h>

// curl_easy_setopt is variadic: one typed inline per argument class.
static inline CURLcode vmcp_curl_setopt_long(CURL *h, CURLoption o, long v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode vmcp_curl_setopt_off(CURL *h, CURLoption o, curl_off_t v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode vmcp_curl_setopt_str(CURL *h, CURLoption o, const char *v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode vmcp_curl_setopt_ptr(CURL *h, CURLoption o, const void *v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode vmcp_curl_setopt_slist(CURL *h, CURLoption o, struct curl_slist *v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode vmcp_curl_setopt_blob(CURL *h, CURLoption o, const void *data, size_t len) {
  struct curl_blob b = { (void *)data, len, CURL_BLOB_COPY };
  return curl_easy_setopt(h, o, &b);
}
typedef size_t (*vmcp_curl_write_cb)(char *, size_t, size_t, void *);
static inline CURLcode vmcp_curl_set_write(CURL *h, vmcp_curl_write_cb cb, void *ud) {
  CURLcode c = curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, cb);
  return c ? c : curl_easy_setopt(h, CURLOPT_WRITEDATA, ud);
}
static inline CURLcode vmcp_curl_set_header(CURL *h, vmcp_curl_write_cb cb, void *ud) {
  CURLcode c = curl_easy_setopt(h, CURLOPT_HEADERFUNCTION, cb);
  return c ? c : curl_easy_setopt(h, CURLOPT_HEADERDATA, ud);
}
static inline CURLcode vmcp_curl_set_opensocket(CURL *h, curl_opensocket_callback cb, void *ud) {
  CURLcode c = curl_easy_setopt(h, CURLOPT_OPENSOCKETFUNCTION, cb);
  return c ? c : curl_easy_setopt(h, CURLOPT_OPENSOCKETDATA, ud);
}
static inline CURLcode vmcp_curl_get_ptr(CURL *h, CURLINFO i, void **v) { return curl_easy_getinfo(h, i, v); }
static inline CURLcode vmcp_curl_active_socket(CURL *h, curl_socket_t *s) { return curl_easy_getinfo(h, CURLINFO_ACTIVESOCKET, s); }
static inline CURLMcode vmcp_curl_multi_long(CURLM *m, CURLMoption o, long v) { return curl_multi_setopt(m, o, v); }
// CURLMsg has an anonymous union: flatten it.
static inline CURL *vmcp_curl_msg_done(CURLM *m, CURLcode *result, int *left) {
  CURLMsg *msg;
  while ((msg = curl_multi_info_read(m, left))) {
    if (msg->msg == CURLMSG_DONE) { *result = msg->data.result; return msg->easy_handle; }
  }
  return NULL;
}
// Function-like / non-constant macros that the importer drops
static const size_t vmcp_curl_writefunc_pause = CURL_WRITEFUNC_PAUSE;
static const long vmcp_curl_global_default = CURL_GLOBAL_DEFAULT;
static const curl_socket_t vmcp_curl_socket_bad = CURL_SOCKET_BAD;
