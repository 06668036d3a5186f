import { Bouton, ChampTexte } from '@ppn/kit';
import { Fingerprint } from 'lucide-react';
import { useEffect, useState } from 'react';
import { BoutonDEntree } from './bouton-d-entree.tsx';
import { clesPossibles, presenterUneCle } from './cle-d-acces.ts';
import { client } from './client.ts';
import { type Moyens, ParUnFournisseur } from './par-un-fournisseur.tsx';

type Proprietes = { readonly surOuverture: () => void };

/** Entrer sans sa carte : ce que la plate-forme et le navigateur admettent. */
export function AutresEntrees({ surOuverture }: Proprietes) {
  const [admis, poserAdmis] = useState<Moyens>();
  useEffect(() => {
    let actuel = true;
    void client.appeler('GET /api/session/moyens').then((rendu) => {
      if (actuel && rendu.ok) poserAdmis(rendu.valeur);
    });
    return () => {
      actuel = false;
    };
  }, []);
  if (admis === undefined) return null;
  return (
    <>
      {admis.fournisseur === null ? null : <ParUnFournisseur nom={admis.fournisseur} />}
      {clesPossibles() && admis.moyens.includes('cle-d-acces') ? (
        <ParUneCle surOuverture={surOuverture} />
      ) : null}
    </>
  );
}

/** Une cle d'acces ; perdue, un code de secours. */
function ParUneCle({ surOuverture }: Proprietes) {
  const [secours, poserSecours] = useState(false);
  const [erreur, poserErreur] = useState<string>();
  const [enCours, poserEnCours] = useState(false);
  const entrer = async (): Promise<void> => {
    poserEnCours(true);
    poserErreur(undefined);
    const phrase = await entrerParUneCle(surOuverture);
    poserEnCours(false);
    poserErreur(phrase);
  };
  return (
    <>
      <BoutonDEntree
        erreur={erreur}
        icone={<Fingerprint size={18} aria-hidden="true" />}
        enCours={enCours}
        entrer={entrer}
      >
        Se connecter avec une clé d’accès
      </BoutonDEntree>
      {secours ? (
        <ParUnCode surOuverture={surOuverture} />
      ) : (
        <Bouton genre="discret" onClick={() => poserSecours(true)}>
          J’ai perdu ma clé d’accès
        </Bouton>
      )}
    </>
  );
}

/** Rend la phrase de l'echec, ou rien. */
async function entrerParUneCle(surOuverture: () => void): Promise<string | undefined> {
  const defi = await client.appeler('POST /api/session/cle/defi');
  if (!defi.ok) return defi.refus.detail;
  const cle = await presenterUneCle(defi.valeur);
  if (cle === undefined) return 'Aucune clé d’accès n’a été présentée. Recommencez, ou prenez votre carte.';
  const session = await client.appeler('POST /api/session/cle', { corps: cle });
  if (!session.ok) return session.refus.detail;
  surOuverture();
  return undefined;
}

function ParUnCode({ surOuverture }: Proprietes) {
  const [numero, poserNumero] = useState('');
  const [code, poserCode] = useState('');
  const [erreur, poserErreur] = useState<string>();
  const entrer = async (): Promise<void> => {
    const rendu = await client.appeler('POST /api/session/secours', { corps: { numero, code } });
    if (rendu.ok) return surOuverture();
    return poserErreur(rendu.refus.detail);
  };
  return (
    <form
      className="pile"
      onSubmit={(evenement) => {
        evenement.preventDefault();
        void entrer();
      }}
    >
      <ChampTexte
        libelle="Votre numéro"
        aide="Celui de votre carte professionnelle."
        value={numero}
        surSaisie={poserNumero}
      />
      <ChampTexte
        libelle="Un code de secours"
        aide="Il ne servira qu’une fois, à enregistrer une nouvelle clé."
        value={code}
        surSaisie={poserCode}
        erreur={erreur}
      />
      <Bouton type="submit">Entrer avec ce code</Bouton>
    </form>
  );
}
