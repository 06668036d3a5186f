import type { Probleme } from '@ppn/api-client';
import { Bouton, ChampTexte, Echec, TitrePage } from '@ppn/kit';
import { useState } from 'react';
import type { ReactNode } from 'react';

/** Le code donne par l'agent, tape a la main quand le QR n'a pas pu etre vise. */
export function SaisieDuCode({
  refus,
  enCours,
  surCode,
  retour,
}: {
  readonly refus: Probleme | undefined;
  readonly enCours: boolean;
  readonly surCode: (code: string) => void;
  readonly retour: ReactNode;
}) {
  const [code, poserCode] = useState('');
  return (
    <main className="tablette-code">
      <div className="pile-serree">
        <p className="discret petit">Procédure pénale numérique</p>
        <TitrePage onglet="Signer un acte">Lire et signer un acte</TitrePage>
      </div>
      {/* Un code refuse est un 401 : son titre parlerait d'une session, que la tablette n'a pas. */}
      {refus === undefined ? null : (
        <Echec probleme={refus.status === 401 ? { ...refus, title: 'Code refusé' } : refus} />
      )}
      <form
        className="pile"
        onSubmit={(evenement) => {
          evenement.preventDefault();
          if (!enCours) surCode(code);
        }}
      >
        <ChampTexte
          id="code"
          libelle="Code donné par l’agent"
          aide="Huit lettres et chiffres, sur l’écran de l’agent."
          className="saisie saisie-code"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={12}
          value={code}
          surSaisie={(valeur) => poserCode(valeur.toUpperCase())}
        />
        <Bouton genre="primaire" type="submit" enCours={enCours}>
          {enCours ? 'Ouverture de l’acte…' : 'Ouvrir l’acte'}
        </Bouton>
      </form>
      {retour}
    </main>
  );
}
