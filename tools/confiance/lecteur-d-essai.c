/*
 * Un lecteur de cartes que les essais commandent : il passe tous les appels PKCS#11 au vrai module (LECTEUR_MODULE) et
 * ne fait lui-meme que ce qu'aucun jeton logiciel ne fait, selon les fichiers du dossier LECTEUR_DOSSIER :
 *   retire   la carte n'est plus dans le lecteur ;
 *   clavier  le code se tape sur le lecteur : une ligne par saisie, « annuler » pour la touche rouge ;
 *   verrouille  la carte se dit verrouillee, jusqu'a ce qu'un PUK juste lui donne un code neuf ;
 *   plante   le module s'arrete net a la signature ;      fige   il ne rend jamais la main.
 * Chaque acte du porteur (C_Login, C_SignInit, C_Sign) est note dans le fichier « journal ».
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long ul;
typedef struct { unsigned char version[2]; void *f[68]; } liste;
typedef struct { char textes[96]; ul drapeaux; } jeton;

static liste *vrai;
static liste notre;
static int saisies;

static int commande(const char *nom, char *chemin, size_t taille) {
  snprintf(chemin, taille, "%s/%s", getenv("LECTEUR_DOSSIER"), nom);
  return access(chemin, F_OK) == 0;
}
static int dit(const char *nom) { char chemin[512]; return commande(nom, chemin, sizeof chemin); }
static void noter(const char *acte, ul detail) {
  char chemin[512];
  commande("journal", chemin, sizeof chemin);
  FILE *f = fopen(chemin, "a");
  if (f) { fprintf(f, "%s %lu\n", acte, detail); fclose(f); }
}

static ul emplacements(unsigned char present, ul *liste_, ul *nombre) {
  if (present && dit("retire")) { *nombre = 0; return 0; }
  return ((ul (*)(unsigned char, ul *, ul *))vrai->f[4])(present, liste_, nombre);
}
static ul infos(ul emplacement, jeton *lu) {
  if (dit("retire")) return 0xe0;
  ul rendu = ((ul (*)(ul, jeton *))vrai->f[6])(emplacement, lu);
  if (rendu == 0 && dit("clavier")) lu->drapeaux |= 0x100;
  if (rendu == 0 && dit("verrouille")) lu->drapeaux |= 0x40000;
  return rendu;
}
static ul session(ul numero, void *lue) {
  if (dit("retire")) return 0xb3;
  return ((ul (*)(ul, void *))vrai->f[15])(numero, lue);
}
static ul connecter(ul numero, ul qui, char *pin, ul taille) {
  char chemin[512], ligne[64] = "";
  noter("C_Login", qui);
  if (dit("retire")) return 0x32;
  if (qui == 1 && dit("verrouille")) return 0xa4;
  if (pin == NULL && commande("clavier", chemin, sizeof chemin)) {
    FILE *f = fopen(chemin, "r");
    for (int rang = 0; f && rang <= saisies && fgets(ligne, sizeof ligne, f); rang++) {}
    if (f) fclose(f);
    saisies++;
    ligne[strcspn(ligne, "\n")] = 0;
    if (strcmp(ligne, "annuler") == 0) return 0x50;
    pin = ligne;
    taille = strlen(ligne);
  }
  return ((ul (*)(ul, ul, char *, ul))vrai->f[18])(numero, qui, pin, taille);
}
static ul poser(ul numero, char *pin, ul taille) {
  char chemin[512];
  ul rendu = ((ul (*)(ul, char *, ul))vrai->f[10])(numero, pin, taille);
  if (rendu == 0 && commande("verrouille", chemin, sizeof chemin)) unlink(chemin);
  return rendu;
}
static ul preparer(ul numero, void *mecanisme, ul cle) {
  noter("C_SignInit", 0);
  return ((ul (*)(ul, void *, ul))vrai->f[42])(numero, mecanisme, cle);
}
static ul signer(ul numero, void *donnees, ul taille, void *signature, ul *rendue) {
  noter("C_Sign", taille);
  if (dit("retire")) return 0x32;
  if (dit("plante")) abort();
  while (dit("fige")) pause();
  return ((ul (*)(ul, void *, ul, void *, ul *))vrai->f[43])(numero, donnees, taille, signature, rendue);
}

ul C_GetFunctionList(liste **rendue) {
  void *module = dlopen(getenv("LECTEUR_MODULE"), RTLD_NOW | RTLD_LOCAL);
  ul (*trouver)(liste **) = module ? (ul (*)(liste **))dlsym(module, "C_GetFunctionList") : NULL;
  if (trouver == NULL || trouver(&vrai) != 0) return 0x6;
  notre = *vrai;
  notre.f[4] = emplacements;
  notre.f[6] = infos;
  notre.f[10] = poser;
  notre.f[15] = session;
  notre.f[18] = connecter;
  notre.f[42] = preparer;
  notre.f[43] = signer;
  *rendue = &notre;
  return 0;
}
