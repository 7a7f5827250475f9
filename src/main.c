/* Entry point: the command layer does the rest. */
int main(void)
{
    return 0;
}
