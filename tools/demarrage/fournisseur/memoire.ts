type Garde = { readonly donnees: Readonly<Record<string, unknown>>; readonly finA: number };

/** Ce que `oidc-provider` garde, en memoire : la demonstration n'a rien a retrouver apres un arret. */
export function memoireDuFournisseur(): (modele: string) => unknown {
  const tout = new Map<string, Garde>();
  const lire = (cle: string) => {
    const gardee = tout.get(cle);
    return gardee === undefined || gardee.finA < Date.now() ? undefined : gardee.donnees;
  };
  const oublierSi = (condition: (donnees: Garde['donnees']) => boolean): void => {
    for (const [cle, { donnees, finA }] of tout)
      if (condition(donnees) || finA < Date.now()) tout.delete(cle);
  };
  return (modele) => {
    const cleDe = (id: string): string => `${modele} ${id}`;
    const chercher = (champ: string, valeur: string) =>
      [...tout]
        .filter(([cle]) => cle.startsWith(`${modele} `))
        .map(([cle]) => lire(cle))
        .find((donnees) => donnees?.[champ] === valeur);
    return {
      upsert: async (id: string, donnees: Garde['donnees'], duree = 86_400) =>
        void tout.set(cleDe(id), { donnees, finA: Date.now() + duree * 1000 }),
      find: async (id: string) => lire(cleDe(id)),
      findByUid: async (uid: string) => chercher('uid', uid),
      findByUserCode: async (code: string) => chercher('userCode', code),
      consume: async (id: string) => {
        const gardee = tout.get(cleDe(id));
        const consomme = Math.floor(Date.now() / 1000);
        if (gardee !== undefined)
          tout.set(cleDe(id), { ...gardee, donnees: { ...gardee.donnees, consumed: consomme } });
      },
      destroy: async (id: string) => void tout.delete(cleDe(id)),
      revokeByGrantId: async (grantId: string) => oublierSi((donnees) => donnees['grantId'] === grantId),
    };
  };
}
