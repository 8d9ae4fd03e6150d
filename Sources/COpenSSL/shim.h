#pragma once
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/err.h>
#include <openssl/rsa.h>
#include <openssl/ec.h>
#include <openssl/bio.h>
#include <openssl/param_build.h>
#include <openssl/core_names.h>
#include <openssl/x509.h>
#include <openssl/ssl.h>
#include <openssl/rand.h>
#include <openssl/opensslv.h>
static inline EVP_PKEY *vmcp_rsa_gen(unsigned int bits) { return EVP_RSA_gen(bits); }
static inline EVP_PKEY *vmcp_ec_gen(const char *curve) { return EVP_EC_gen(curve); }
static inline EVP_PKEY *vmcp_ed25519_gen(void) { return EVP_PKEY_Q_keygen(NULL, NULL, "ED25519"); }
static inline long vmcp_bio_get_mem(BIO *b, char **p) { return BIO_get_mem_data(b, p); }
static inline const char *vmcp_openssl_version(void) { return OPENSSL_VERSION_TEXT; }
