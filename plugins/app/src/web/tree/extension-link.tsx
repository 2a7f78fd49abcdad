import { Fragment } from 'react';
import { UnstyledButton } from '@mantine/core';
import classes from './tree.module.css';

/** Leads to an extension that is named elsewhere. */
export function ExtensionLink({
  id,
  input,
  onChoose,
}: {
  id: string;
  /** The input of the extension that is meant. */
  input?: string;
  onChoose(id: string): void;
}) {
  return (
    <UnstyledButton className={classes['link']} onClick={() => onChoose(id)}>
      <span>
        <ExtensionId id={id} />
        {input !== undefined && ` · ${input}`}
      </span>
    </UnstyledButton>
  );
}

/** The id of an extension; a line that is too short for it ends between its parts. */
export function ExtensionId({ id }: { id: string }) {
  return id.split(/(?<=[:/.-])/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
